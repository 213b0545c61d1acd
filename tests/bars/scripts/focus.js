// Gives [[subject, what]]: what takes focus without showing it, seen one after the other. Needs colour.js.
() => {
  const { parse, over, behind, contrast, seen } = window.bars;
  const faults = [];
  const fault = (subject, what) => faults.push([subject, what]);
  const look = (element) => {
    const parts = [element, ...(element.labels || [])].map((part) => getComputedStyle(part));
    const own = parts[0];
    const outline = own.outlineStyle === "none" || !parseFloat(own.outlineWidth) ? "" : own.outlineWidth + own.outlineColor;
    const rest = parts.map((part) => [part.boxShadow, part.borderColor, part.backgroundColor, part.textDecoration, part.color].join());
    return { outline, rest: rest.join("|"), colour: own.outlineColor };
  };
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && element.checkVisibility(),
  );
  document.activeElement.blur();
  const unfocused = new Map(stops.map((element) => [element, look(element)]));
  for (const element of stops) {
    element.focus({ focusVisible: true, preventScroll: true });
    const text = (element.labels?.[0]?.textContent || element.textContent || element.name || "").trim().slice(0, 30);
    const name = `<${element.tagName.toLowerCase()}> ${JSON.stringify(text.replace(/\s+/g, " "))}`;
    if (document.activeElement !== element) {
      fault(name, "does not take focus");
      continue;
    }
    const before = unfocused.get(element);
    const after = look(element);
    if (!seen(element)) fault(name, "has the focus and cannot be seen");
    if (before.outline === after.outline && before.rest === after.rest) fault(name, "shows no focus mark");
    if (after.outline && after.outline !== before.outline) {
      const back = behind(element.parentElement);
      const ratio = contrast(over(parse(after.colour), back), back);
      if (ratio < 3) fault(`the focus mark of ${name}`, `has ${ratio.toFixed(2)}:1`);
    }
  }
  document.activeElement.blur();
  return faults;
}
