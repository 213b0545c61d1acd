// Colour arithmetic for the other scripts: what is painted behind an element, and WCAG contrast of two colours.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // [r, g, b, a] of any CSS colour, through a canvas, because computed colours may be oklch() or color().
  const cache = new Map();
  const parse = (colour) => {
    if (!cache.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "rgba(0, 0, 0, 0)";
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      cache.set(colour, [r, g, b, a / 255]);
    }
    return cache.get(colour);
  };

  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3])).concat(1);

  // The browser's own page colour in the scheme that the page is shown in.
  const paper = () => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    const colour = parse(getComputedStyle(probe).color);
    probe.remove();
    return colour;
  };

  // The opaque colour behind an element: its ancestors' backgrounds, from the page's canvas upwards.
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) layers.push(parse(getComputedStyle(node).backgroundColor));
    let colour = paper();
    for (const layer of layers.reverse()) colour = over(layer, colour);
    return colour;
  };

  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  };

  // No movement while we look: a transition would show the state before it.
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];

  window.bars = { parse, over, behind, light, contrast, seen };
}
