// Gives {faults: [[subject, what]], background, longest}: what eye and finger would stumble over. Needs colour.js.
() => {
  const { parse, over, behind, light, contrast, seen } = window.bars;
  const faults = [];
  const fault = (subject, what) => faults.push([subject, what]);
  const name = (element) => {
    const text = (element.labels?.[0]?.textContent || element.textContent || element.name || "").trim();
    return `<${element.tagName.toLowerCase()}> ${JSON.stringify(text.replace(/\s+/g, " ").slice(0, 30))}`;
  };

  // --- Edges of fields and buttons: 3:1 against what lies behind (WCAG 1.4.11) ---
  const edge = (element) => {
    const style = getComputedStyle(element);
    const back = behind(element.parentElement);
    const ratios = [contrast(behind(element), back)];
    for (const side of ["top", "bottom"]) {
      if (parseFloat(style[`border-${side}-width`]) > 0 && style[`border-${side}-style`] !== "none") {
        ratios.push(contrast(over(parse(style[`border-${side}-color`]), back), back));
      }
    }
    return Math.max(...ratios);
  };
  const drawnBySystem = "[type=hidden], [type=checkbox], [type=radio], [type=range], [type=file], [type=image]";
  for (const field of document.querySelectorAll("input, textarea, select, button")) {
    const looksLikeALink = field.tagName === "BUTTON" && getComputedStyle(field).textDecorationLine.includes("underline");
    if (!seen(field) || field.matches(drawnBySystem) || looksLikeALink || field.disabled) continue; // 1.4.11 leaves out what is inactive
    const ratio = edge(field);
    if (ratio < 3) fault(`the edge of ${name(field)}`, `has ${ratio.toFixed(2)}:1`);
  }

  // --- Targets: 24 px, or in a line of text, or 24 px apart from the next (WCAG 2.5.8) ---
  const union = (boxes) => ({
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  });
  const inText = (element) => {
    const block = element.closest("p, li, dd, dt, td, th, blockquote, figcaption, summary, label, h1, h2, h3, h4, div");
    if (getComputedStyle(element).display !== "inline" || !block) return false;
    const around = [...block.childNodes].filter((node) => !node.contains(element) && node.textContent.trim().length > 1);
    return around.some((node) => node.nodeType === Node.TEXT_NODE || !node.matches("a, button, ul, ol"));
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => element.type !== "hidden" && seen(element))
    .map((element) => ({ element, box: union([element, ...(element.labels || [])].map((part) => part.getBoundingClientRect())) }))
    .filter(({ box }) => box.bottom + scrollY > 0 && box.right > 0); // a skip link waits outside the page
  const small = ({ box }) => box.right - box.left < 23.5 || box.bottom - box.top < 23.5;
  const clear = (target) => {
    const x = (target.box.left + target.box.right) / 2;
    const y = (target.box.top + target.box.bottom) / 2;
    return targets.every((other) => {
      if (other === target || other.element.contains(target.element)) return true;
      const dx = Math.max(other.box.left - x, 0, x - other.box.right);
      const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
      const centres = Math.hypot((other.box.left + other.box.right) / 2 - x, (other.box.top + other.box.bottom) / 2 - y);
      return Math.hypot(dx, dy) >= 12 && (!small(other) || centres >= 24);
    });
  };
  for (const target of targets) {
    if (!small(target) || inText(target.element) || clear(target)) continue;
    const { left, right, top, bottom } = target.box;
    fault(name(target.element), `is a target of ${Math.round(right - left)} x ${Math.round(bottom - top)} px`);
  }

  // --- Text: 16 px and lines of at most 75 characters ---
  const range = document.createRange();
  const lines = (block) => {
    const counts = [0];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let last = -Infinity;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const word of node.data.matchAll(/\S+/g)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const { left, width } = range.getBoundingClientRect();
        if (!width) continue;
        if (left < last) counts.push(0); // the next line begins where a word stands left of the one before it
        last = left;
        counts[counts.length - 1] += word[0].length + 1;
      }
    }
    return counts;
  };
  // Lines differ by their words, so what counts is the mean of all whole lines of one measure: one width, one size.
  const measures = new Map();
  for (const block of document.querySelectorAll("main p, main li, main dd, main blockquote")) {
    const text = block.textContent.replace(/\s+/g, " ").trim();
    if (!seen(block) || text.length < 150 || block.querySelector("p, li, dd, pre, table, form")) continue;
    const size = parseFloat(getComputedStyle(block).fontSize);
    const key = `${Math.round(block.getBoundingClientRect().width)} px with letters of ${size} px`;
    if (!measures.has(key)) measures.set(key, { start: text.slice(0, 30), counts: [] });
    const counts = lines(block);
    measures.get(key).counts.push(...(counts.length > 1 ? counts.slice(0, -1) : counts));
    const beside = block.closest("aside, figure, footer, form, small, [class*=footnote], .hint, .note");
    if (size < 16 && !beside) fault(`the letters of ${JSON.stringify(text.slice(0, 30))}`, `are ${size} px high`);
  }
  let longest = 0;
  for (const [key, { start, counts }] of measures) {
    const mean = Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length);
    longest = Math.max(longest, mean);
    if (mean > 75) fault(`the text ${JSON.stringify(start)}`, `has lines of ${mean} characters, ${key}`);
  }

  // --- The page as a whole ---
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) fault("the page", `scrolls sideways: it is ${root.scrollWidth} px wide`);
  return { faults, background: light(behind(document.body)), longest };
}
