// Light or dark: as the device asks, or as the user chose on this device; runs before the page is painted.
(() => {
  const key = "regiodossier-theme";
  let chosen = null;
  try { chosen = window.localStorage.getItem(key); } catch { chosen = null; }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.bsTheme = chosen;
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const root = document.documentElement;
    const device = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.bsTheme || device) === "dark" ? "light" : "dark";
    root.dataset.bsTheme = next;
    try { window.localStorage.setItem(key, next); } catch { /* the choice lasts for this page */ }
  });
})();
