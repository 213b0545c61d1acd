// Gives {text, faults}: the text that can be read in the page, and the forms and controls that cannot be used.
() => {
  const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const name = (element) => element.outerHTML.slice(0, 70);
  const faults = [];
  for (const details of document.querySelectorAll("details")) details.open = true; // a reader can, without scripts too
  for (const form of document.forms) {
    if (!seen(form)) faults.push(`form ${form.getAttribute("action")} cannot be seen`);
    if (!form.hasAttribute("action")) faults.push(`form without action: ${name(form)}`);
    const senders = [...form.elements].filter((element) => element.type === "submit" && seen(element));
    if (!senders.length) faults.push(`form ${form.getAttribute("action")} has no button to send it`);
    if (senders.some((sender) => sender.disabled)) faults.push(`form ${form.getAttribute("action")} cannot be sent`);
    for (const element of form.elements) {
      if (element.required && !seen(element)) faults.push(`a required field cannot be seen: ${name(element)}`);
    }
  }
  for (const button of document.querySelectorAll("button, input[type=button]")) {
    const works = button.form && button.type !== "button";
    const declared = button.hasAttribute("popovertarget") || button.hasAttribute("commandfor");
    if (seen(button) && !works && !declared) faults.push(`button without use: ${name(button)}`);
  }
  for (const link of document.querySelectorAll("a[href='#'], a[href='']")) {
    if (seen(link)) faults.push(`link without use: ${name(link)}`);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (seen(field) && !field.form) faults.push(`field outside any form: ${name(field)}`);
  }
  // What a script sets up to work with is no text that a reader misses without it.
  for (const tool of document.querySelectorAll("[data-tool]")) {
    if (tool.querySelector("input, select, textarea, button")) tool.remove();
  }
  return { text: (document.querySelector("main") || document.body).innerText, faults };
}
