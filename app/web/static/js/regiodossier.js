// Small comforts; every page works without them: focus on errors, "/" to search, "?" for the keys, menus, printing.
(() => {
  const focusErrors = (root) => {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    return Boolean(summary);
  };

  const showScriptOnly = (root) => {
    root.querySelectorAll("[data-print], [data-theme-switch]").forEach((button) => { button.hidden = false; });
  };

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const search = document.querySelector("[data-search-field]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const dialog = document.querySelector("[data-keys-dialog]");
      if (dialog && !dialog.open) { event.preventDefault(); dialog.showModal(); }
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-print]")) window.print();
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    if (link) {
      const input = document.getElementById(link.hash.slice(1));
      if (input) { event.preventDefault(); input.focus(); input.scrollIntoView({ block: "center" }); }
    }
  });

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.chart-data").forEach((details) => { details.open = true; });
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    showScriptOnly(event.target);
    focusErrors(event.target);
  });

  showScriptOnly(document);
  focusErrors(document);
})();
