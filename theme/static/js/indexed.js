// The search with an index: Pagefind finds, this shows. Fetched by search.js when somebody begins to search.
const AT_ONCE = 10;
const SECTIONS = 3; // places inside one page
const MARKED = 12; // words of one page that its address asks to mark
const BESIDE = 3; // words before and after it by which one of them is told from the others

const make = (tag, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...inside);
  return made;
};

// An excerpt is text with marks around the words that were found; nothing else of it is taken over.
function marked(excerpt) {
  const read = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...read.childNodes].map((node) => (node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent));
}

// A word that was found, as the end of an address that makes the browser mark it: `prefix-,words,-suffix` of the URL
// Fragment Text Directives. So the page that one lands on needs no script for it. `from` and `to` are its places in `all`.
const SIGNS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const ENDS = /[.!?:;…]["”’)]*$/u; // the index ends headings with a full stop too, so nothing is looked for beyond one
const written = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

function directive(all, from, to, isAlone) {
  const before = [];
  const after = [];
  const words = all.slice(from, to + 1).join(" ");
  const bare = words.replace(SIGNS, "");
  if (!bare) return "";
  if (words.startsWith(bare)) for (let i = from - 1; i >= 0 && before.length < BESIDE && !ENDS.test(all[i]); i--) before.unshift(all[i]);
  if (words.endsWith(bare)) {
    for (let i = to + 1; i < all.length && after.length < BESIDE && !ENDS.test(all[i - 1]); i++) after.push(all[i]);
    if (after.length) after.push(after.pop().replace(/[^\p{L}\p{N}]+$/u, ""));
    if (!after.at(-1)) after.pop();
  }
  if (!before.length && !after.length && !isAlone) return "";
  return `text=${before.length ? `${written(before.join(" "))}-,` : ""}${written(bare)}${after.length ? `,-${written(after.join(" "))}` : ""}`;
}

// The address of a page or of a place on it. Below a heading a word counts only with its neighbours: without them the
// browser would go to the first on the page.
function address(url, locations, all) {
  if (!("fragmentDirective" in document)) return url;
  const runs = [];
  for (const at of [...locations].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && at === run[1] + 1 && !/[^\p{L}\p{N}]$/u.test(all[run[1]])) run[1] = at;
    else if (!run || at > run[1]) runs.push([at, at]);
  }
  const marks = runs.map(([from, to]) => directive(all, from, to, !url.includes("#"))).filter(Boolean).slice(0, MARKED);
  return marks.length ? `${url}${url.includes("#") ? "" : "#"}:~:${marks.join("&")}` : url;
}

function row(found, kind) {
  const all = found.content.split(/\s+/);
  const link = (one, title) => make("a", { href: address(one.url, one.locations, all), textContent: title });
  const item = make("li", {}, make("h3", {}, link(found, found.meta.title)), make("p", {}, ...marked(found.excerpt)));
  const places = found.sub_results.filter((one) => one.anchor).slice(0, SECTIONS);
  const meta = make("p", { className: "meta" });
  if (kind) meta.append(make("span", { textContent: kind }));
  for (const one of places) meta.append(" ", link(one, one.title));
  if (meta.firstChild) item.append(meta);
  return item;
}

function choices(select, counts, all) {
  const chosen = select.value;
  const options = Object.entries(counts).filter(([value, count]) => count || value === chosen);
  select.replaceChildren(new Option(all, ""), ...options.map(([value, count]) => new Option(`${value} (${count})`, value)));
  select.value = chosen;
}

export async function open(results, again) {
  // Where the page's policy forbids WebAssembly, this throws, and search.js goes on without an index.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const pagefind = await import(`${results.dataset.index}pagefind.js`);
  await pagefind.options({ baseUrl: results.dataset.index.replace(/search\/index\/$/, ""), excerptLength: 24 });
  await pagefind.init();
  await pagefind.filters();
  const [kind, subject] = results.querySelectorAll("select");
  const list = results.querySelector("ul");
  const more = results.querySelector("button");
  let waiting = [];
  let latest = 0;

  async function next(focus) {
    const turn = latest;
    const part = await Promise.all(waiting.slice(0, AT_ONCE).map((one) => one.data()));
    if (turn !== latest) return;
    waiting = waiting.slice(AT_ONCE);
    const rows = part.map((found) => row(found, found.filters.kind?.[0]));
    list.append(...rows);
    more.hidden = !waiting.length;
    if (focus) rows[0]?.querySelector("a").focus();
  }

  results.addEventListener("change", again);
  results.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => next(true));

  // Gives whether there was anything to look for; without it the whole list stands.
  async function show(words, status) {
    const turn = ++latest;
    results.hidden = !words;
    if (!words) {
      status.textContent = "";
      return false;
    }
    const filters = {};
    if (kind.value) filters.kind = [kind.value];
    if (subject.value) filters.subject = [subject.value];
    const found = await pagefind.search(words, { filters });
    if (turn !== latest) return true;
    const { kind: kinds = {}, subject: subjects = {} } = found.totalFilters ?? found.filters;
    choices(kind, kinds, "Everything");
    choices(subject, subjects, "All subjects");
    list.replaceChildren();
    waiting = found.results;
    const count = waiting.length;
    await next(false);
    if (turn !== latest) return true;
    results.dataset.shows = [words, kind.value, subject.value].join("|");
    status.textContent = count ? `${count} ${count === 1 ? "page" : "pages"} found.` : "Nothing with these words. Try fewer, or the beginning of one.";
    return true;
  }
  return { show };
}
