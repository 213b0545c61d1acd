// A checklist that can be filled in: ticks, a note for each step, and fields whose words flow into the letter.
// All of it is kept in this browser alone. Without this file the page is to be read, printed and copied from.
// An offer that is over goes, as offer.js does it elsewhere; here a second script would be a fourth request.
for (const offer of document.querySelectorAll("[data-until]")) if (Date.now() >= Date.parse(offer.dataset.until)) offer.remove();

const steps = document.getElementById("steps");
const letter = document.getElementById("letter");
const KEY = `checklist:${location.pathname}`;
const make = (tag, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...inside);
  return made;
};

// Where nothing may be kept (a private window, storage switched off), the page works and forgets.
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

const follows = (first, second) => (second && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? second : null);
const controls = new Map(); // what may be filled in, by the name under which it is kept
const keepAs = (name, control) => {
  let own = name;
  for (let number = 2; controls.has(own); number += 1) own = `${name} (${number})`; // two steps may say the same
  controls.set(own, control);
};
const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value);

function keep() {
  const kept = {};
  for (const [name, control] of controls) if (valueOf(control)) kept[name] = valueOf(control);
  try {
    if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing to do: the words are still on the page.
  }
}

function fill(kept) {
  for (const [name, control] of controls) {
    const value = kept[name];
    if (control.type === "checkbox") control.checked = value === true;
    else control.value = typeof value === "string" ? value : "";
    const note = control.closest("details");
    if (note) note.open = Boolean(control.value);
  }
  write();
}

function write() {
  for (const blank of document.querySelectorAll("[data-blank]")) {
    blank.dataset.empty ??= blank.textContent;
    const value = document.getElementById(blank.dataset.blank).value.trim();
    blank.textContent = value || blank.dataset.empty;
  }
}

// A tick is kept under its own words, so that a step added above it moves no tick.
for (const list of steps.querySelectorAll("ul.ticks")) {
  const group = make("div");
  group.setAttribute("role", "group");
  const heading = [...steps.querySelectorAll("h2")].findLast((one) => follows(one, list));
  if (heading) group.setAttribute("aria-labelledby", heading.id);
  for (const item of list.children) {
    const box = make("input", { type: "checkbox" });
    keepAs(`tick:${item.textContent.trim()}`, box);
    const words = make("span");
    words.append(...item.childNodes);
    group.append(make("label", { className: "pick" }, box, words));
  }
  list.replaceWith(group);
}

// Each step ends with its fields and a note.
const blanks = document.getElementById("blanks")?.content;
const headings = [...steps.querySelectorAll("h2")];
headings.forEach((heading, number) => {
  const form = make("form", { className: "form", autocomplete: "off" });
  form.dataset.tool = "";
  for (const field of blanks?.querySelectorAll(`[data-step="${number + 1}"]`) ?? []) {
    const control = field.querySelector("input, textarea");
    keepAs(`blank:${field.querySelector("label").textContent}`, control);
    form.append(field);
  }
  const note = make("textarea", { rows: 3 });
  note.setAttribute("aria-label", `A note on: ${heading.textContent}`);
  keepAs(`note:${heading.textContent}`, note);
  form.append(make("details", {}, make("summary", { textContent: "A note of your own" }), note));
  form.addEventListener("submit", (event) => event.preventDefault());
  const next = headings[number + 1];
  if (next) next.before(form);
  else (follows(heading, [...steps.querySelectorAll("[role=group], pre")].at(-1)) ?? heading).after(form);
});

letter?.querySelector(".prose").append(letter.querySelector("template").content);
document.getElementById(letter ? "letter" : "steps").after(document.getElementById("keeping").content);
const yours = document.getElementById("yours");

steps.addEventListener("input", () => {
  keep();
  write();
});
fill(read());

const open = () => [...new Set([...document.querySelectorAll("[data-blank]")].map((one) => one.textContent))].filter((text) => /^\[.*\]$/.test(text));
const message = () => letter.querySelector("pre").textContent.trim();

async function copy(text, status, done) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = done;
  } catch {
    const area = make("textarea", { value: text, rows: 8 });
    area.setAttribute("aria-label", "The text to copy");
    status.replaceChildren("This browser does not let a page copy. Here is the text; copy it by hand. ", area);
    area.select();
  }
}

// The whole sheet as plain text, as one would write it into a file.
function asText() {
  const lines = [document.querySelector("h1").textContent];
  for (const part of steps.children) {
    if (part.matches("h2")) lines.push("", part.textContent, "");
    else if (part.matches("[role=group]")) {
      for (const label of part.children) lines.push(`[${label.control.checked ? "x" : " "}] ${label.textContent.trim()}`);
    } else if (part.matches("form")) {
      for (const field of part.querySelectorAll(".field")) {
        const control = field.querySelector("input, textarea");
        if (control.value) lines.push(`${field.querySelector("label").textContent}: ${control.value}`);
      }
      const note = part.querySelector("details textarea").value;
      if (note) lines.push(`Note: ${note}`);
    }
  }
  if (letter) lines.push("", letter.querySelector("h2").textContent, "", message());
  return `${lines.join("\n").trim()}\n`;
}

document.getElementById("copy-letter")?.addEventListener("click", () => {
  const left = open();
  const rest = left.length ? ` Still open: ${left.join(", ")}.` : " Read it once more before you send it.";
  copy(message(), letter.querySelector("[role=status]"), `Copied.${rest}`);
});

yours.addEventListener("click", (event) => {
  const what = event.target.closest("[data-do]")?.dataset.do;
  const status = yours.querySelector("[role=status]");
  if (what === "copy") copy(asText(), status, "Copied.");
  if (what === "save") {
    const file = URL.createObjectURL(new Blob([asText()], { type: "text/plain;charset=utf-8" }));
    make("a", { href: file, download: `${location.pathname.split("/").filter(Boolean).pop()}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
    status.textContent = "Saved where this browser puts its downloads.";
  }
  if (what === "clear") {
    const before = Object.fromEntries([...controls].map(([name, control]) => [name, valueOf(control)]));
    fill({});
    keep();
    const back = make("button", { type: "button", className: "btn", textContent: "Bring it back" });
    back.addEventListener("click", () => {
      fill(before);
      keep();
      status.textContent = "It is back.";
    });
    status.replaceChildren("Cleared. Until you leave this page you can ", back);
  }
});
