// The planning board by keyboard and mouse; without it every bar is a plain link.
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const help = document.querySelector("[data-board-help]");
  if (help) help.hidden = false;
  const rows = [...board.querySelectorAll("tbody tr:not(.board-group)")];
  const links = (row) => [...row.querySelectorAll("td > a")];
  const middle = (link) => { const box = link.getBoundingClientRect(); return box.left + box.width / 2; };

  // One bar takes part in the order of Tab; arrows go on from there.
  const all = rows.flatMap(links);
  const rest = (chosen) => { all.forEach((link) => { link.tabIndex = link === chosen ? 0 : -1; }); };
  if (all.length) rest(all[0]);

  const go = (link) => {
    if (!link) return;
    rest(link);
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const nearest = (row, place) => links(row).reduce(
    (best, link) => (!best || Math.abs(middle(link) - place) < Math.abs(middle(best) - place) ? link : best), null);
  const vertical = (link, step) => {
    const place = middle(link);
    for (let at = rows.indexOf(link.closest("tr")) + step; at >= 0 && at < rows.length; at += step) {
      const found = nearest(rows[at], place);
      if (found) return found;
    }
    return null;
  };

  const STAY = { s: "sleutel", v: "verlengen", h: "verhuis", e: "afwezig", x: "vertrek", n: "niet-opgedaagd" };
  const open = (link, step) => {
    const [path, query] = link.getAttribute("href").split("?");
    window.location.assign(`${path}/${step}${query ? `?${query}` : ""}`);
  };
  const shortcut = (link, key) => {
    if (link.closest(".bar-free") && key === "t") open(link, "toestand");
    else if (link.closest(".bar-stay, .bar-planned, .bar-overdue, .bar-away") && STAY[key]) open(link, STAY[key]);
    else return false;
    return true;
  };

  board.addEventListener("focusin", (event) => { if (all.includes(event.target)) rest(event.target); });
  board.addEventListener("keydown", (event) => {
    const link = event.target.closest("td > a");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = links(link.closest("tr")), at = row.indexOf(link);
    const to = {
      ArrowLeft: () => row[at - 1], ArrowRight: () => row[at + 1], Home: () => row[0], End: () => row[row.length - 1],
      ArrowUp: () => vertical(link, -1), ArrowDown: () => vertical(link, 1),
    }[event.key];
    if (to) { event.preventDefault(); go(to()); }
    else if (shortcut(link, event.key.toLowerCase())) event.preventDefault();
  });

  // A click on a free stretch picks the day under the pointer.
  board.addEventListener("click", (event) => {
    const link = event.target.closest("[data-first]");
    if (!link || event.detail === 0) return;
    const box = link.getBoundingClientRect(), days = Number(link.dataset.days);
    const day = new Date(`${link.dataset.first}T12:00:00`);
    day.setDate(day.getDate() + Math.min(days - 1, Math.floor((event.clientX - box.left) / (box.width / days))));
    const two = (number) => String(number).padStart(2, "0");
    link.href = `${link.getAttribute("href").split("?")[0]}?van=${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
  });

  const today = board.querySelector("th.today");
  const frame = board.closest(".board-frame");
  if (today && frame) frame.scrollLeft = Math.max(0, today.offsetLeft - frame.clientWidth / 2);
})();
