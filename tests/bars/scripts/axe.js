// Gives [{rule, target, message}] for what axe-core finds in the page as it stands; axe must have been loaded.
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await axe.run(document, {
    resultTypes: ["violations"],
    runOnly: { type: "tag", values: tags },
  });
  const found = result.violations.flatMap((violation) =>
    violation.nodes.map((node) => {
      const check = [...node.any, ...node.all, ...node.none][0];
      return { rule: violation.id, target: node.target.flat().join(" "), message: check ? check.message : violation.help };
    }),
  );
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth && innerWidth <= 320) {
    const widest = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .pop();
    found.push({
      rule: "sideways-scroll",
      target: widest ? widest.tagName.toLowerCase() + "." + (widest.getAttribute("class") || widest.id) : "page",
      message: `${root.scrollWidth} px wide in a window of ${root.clientWidth} px`,
    });
  }
  return found;
}
