// Fills in what the visitor has said already: after the # of this address or in this tab's storage, where the directory left
// it, and whose page she comes from. Nothing is sent before she presses the button, and what she wrote here herself stays.
const form = document.getElementById("referral-request");
const field = (name) => document.getElementById(`${form.id}-${name.replace("_", "-")}`);
const given = new URLSearchParams(location.hash.slice(1));

function kept() {
  try {
    return sessionStorage.getItem("described") ?? "";
  } catch {
    return "";
  }
}

// What was asked once is not asked again by the next who sits down here.
form.addEventListener("submit", () => {
  try {
    sessionStorage.removeItem("described");
  } catch {
    // Nothing was kept.
  }
});

if (!given.has("task") && !given.has("service")) for (const [name, value] of new URLSearchParams(kept())) given.set(name, value);

// The page that led here says for whom or for what she asks.
const from = document.referrer ? new URL(document.referrer) : location;
const [, kind, slug] = (from.origin === location.origin && from.pathname.match(/\/(members|services)\/([a-z0-9-]+)\/$/)) || [];
if (kind === "members" && !given.has("member")) given.set("member", slug);
if (kind === "services") given.set("service", slug);

// In a large directory the form has no list of members: then the task says it.
if (/^[a-z0-9-]+$/.test(given.get("member") ?? "") && !field("member")) {
  const page = new URL(`../members/${given.get("member")}/`, location.href);
  given.set("task", [given.get("task"), `I have somebody in mind: ${page}`].filter(Boolean).join("\n\n"));
}

let filled = false;
for (const name of ["task", "service", "member", "time_zone"]) {
  const control = field(name);
  const value = given.get(name);
  if (!control || !value || control.value) continue;
  if (control.options && ![...control.options].some((option) => option.value === value)) continue;
  control.value = control.maxLength > 0 ? value.slice(0, control.maxLength) : value;
  filled ||= name !== "time_zone";
}
if (filled) {
  const note = document.createElement("p");
  note.className = "hint";
  note.setAttribute("role", "status");
  note.textContent = "Filled in from what you described. Nothing is sent before you press the button.";
  form.querySelector(".field").before(note);
}
