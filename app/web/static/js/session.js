// Says in time that the session is about to end, and leaves whatever was typed where it is.
(() => {
  const box = document.querySelector("[data-session-ending]");
  if (!box) return;
  const part = (name) => box.querySelector(`[data-${name}]`);
  const number = (name) => Number(box.dataset[name]) * 1000;
  const opened = Date.now();
  let seen = opened;

  const show = (soon, over) => {
    part("ending-soon").hidden = !soon;
    part("stay-here").hidden = !soon;
    part("ending-now").hidden = !over;
    box.hidden = !(soon || over);
  };

  const tick = () => {
    const now = Date.now();
    const end = Math.min(seen + number("idle"), opened + number("left"));
    const soon = now >= end - number("warning");
    if (soon && box.hidden) document.dispatchEvent(new CustomEvent("regiodossier:session-ending"));
    show(soon && now < end, now >= end);
  };

  document.addEventListener("htmx:afterRequest", () => { seen = Date.now(); tick(); });
  part("stay-here").addEventListener("click", async () => {
    const body = new URLSearchParams({ csrf_token: box.dataset.token });
    const answer = await fetch(box.dataset.stay, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (answer && answer.ok) seen = Date.now();
    tick();
  });
  setInterval(tick, 10000);
})();
