// Each text to take along gets a button that copies it. Without this file one opens the file, or marks the words, and copies.
const make = (tag, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...inside);
  return made;
};

async function textOf(source) {
  if (!source.href) return source.textContent.trim();
  const answer = await fetch(source.href);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

// Some browsers let a page copy only at the press itself, so the promise of the text is handed over, not the text.
function copy(text) {
  if (!window.ClipboardItem) return text.then((words) => navigator.clipboard.writeText(words));
  const made = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": made })]);
}

for (const source of document.querySelectorAll("[data-copy]")) {
  const status = make("span");
  status.setAttribute("role", "status");
  const button = make("button", { type: "button", className: "btn", textContent: source.dataset.copy });
  const line = make("p", { className: "act" }, button, status);
  line.dataset.tool = "";
  (source.closest("li")?.lastChild ?? source).after(line);
  button.addEventListener("click", async () => {
    status.textContent = ""; // so that a second press is said as well
    try {
      await copy(textOf(source));
      status.textContent = "Copied.";
    } catch {
      if (!source.href) getSelection().selectAllChildren(source);
      status.textContent = source.href ? "Not copied. Open the link, mark all, and copy." : "Not copied. The words are marked; copy them by hand.";
    }
  });
}
