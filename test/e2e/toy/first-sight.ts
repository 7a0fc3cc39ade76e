/** Run in the page: closes the thread at the very moment it is drawn, quicker than any person. */
export const closeOnceOpen = `
  new MutationObserver((_, seen) => {
    const close = document.querySelector('aside.thread [aria-label="关闭话题"]');
    if (!close) return;
    seen.disconnect();
    close.click();
    document.body.dataset.closed = "";
  }).observe(document.body, { subtree: true, childList: true })`;

/** Run in the page: presses Esc at the very moment the drawer is drawn, quicker than any person. */
export const escapeOnceOpen = `
  new MutationObserver((_, seen) => {
    if (!document.querySelector(".drawer-open")) return;
    seen.disconnect();
    dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    document.body.dataset.escaped = "";
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] })`;

/** Run in the page before anything else: keeps what is so at the very moment its top and its line are drawn. */
export const keepFirstSight = `
  window.firstSight = {};
  new MutationObserver(() => {
    const at = window.firstSight;
    if (document.querySelector("header")) at.top ??= [document.documentElement.lang, document.title];
    if (document.querySelector("main .composer-input")) at.focus ??= document.activeElement.className;
  }).observe(document, { subtree: true, childList: true })`;
