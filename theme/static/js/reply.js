// Reply chooses its comment in the form and says so there. Without this file the list "In answer to" does it by hand.
const list = document.getElementById("comment-reply-to");
const text = document.getElementById("comment-text");
const note = document.createElement("p");
const back = document.createElement("a");
const stop = document.createElement("a");
const described = text.getAttribute("aria-describedby") ?? "";

note.id = "answering";
stop.href = `#${text.id}`;
stop.textContent = "Write to the article instead";

// The note follows the list, whoever changes it.
function tell() {
  const comment = list.value && document.getElementById(`comment-${list.value}`);
  if (!comment) {
    note.remove();
    text.setAttribute("aria-describedby", described);
    return;
  }
  back.href = `#${comment.id}`;
  back.textContent = comment.querySelector(".by b").textContent;
  note.replaceChildren("You are answering ", back, ". ", stop);
  list.closest(".field").after(note);
  text.setAttribute("aria-describedby", `${note.id} ${described}`);
}

document.getElementById("comments").addEventListener("click", (event) => {
  const reply = event.target.closest('a[href="#comment-reply-to"]');
  if (!reply) return;
  const id = reply.closest("li").id.slice("comment-".length);
  // A very long talk lists its first comments alone; then the link leads to the list, and that is all.
  if (![...list.options].some((option) => option.value === id)) return;
  event.preventDefault();
  list.value = id;
  tell();
  text.focus();
});
stop.addEventListener("click", (event) => {
  event.preventDefault();
  list.value = "";
  tell();
  text.focus();
});
list.addEventListener("change", tell);
addEventListener("pageshow", tell);
