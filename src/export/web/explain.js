// Shows the cards of the mark that was clicked or chosen with the keyboard.
// Without this script all cards stand below the text.
(() => {
  const root = document.documentElement;
  const marks = [...document.querySelectorAll("main .m")];
  let last = null;

  const close = () => {
    root.classList.remove("open");
    document.querySelectorAll(".on").forEach((x) => x.classList.remove("on"));
    if (last) last.focus();
  };

  const show = (mark) => {
    document.querySelectorAll(".on").forEach((x) => x.classList.remove("on"));
    if (mark.closest("main")) last = mark;
    mark.classList.add("on");
    for (const id of mark.dataset.x.split(" ")) {
      document.getElementById(id)?.classList.add("on");
      document.querySelectorAll(`main [data-x~="${id}"]`)
        .forEach((x) => x.classList.add("on"));
    }
    root.classList.add("open");
    document.querySelector("aside").scrollTop = 0;
  };

  const step = (by) => {
    const visible = marks.filter((m) => m.dataset.first !== undefined);
    const at = visible.indexOf(document.activeElement);
    const next = visible[at < 0 && by < 0 ? visible.length - 1 : at + by];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: "center" });
    if (root.classList.contains("open")) show(next);
  };

  root.classList.add("js");
  document.addEventListener("click", (e) => {
    const mark = e.target.closest(".m");
    if (mark) show(mark);
    else if (e.target.id === "close") close();
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input")) return;
    const mark = e.target.closest(".m");
    if (mark && (e.key === "Enter" || e.key === " ")) show(mark);
    else if (e.key === "Escape") close();
    else if (e.key === "n" || e.key === "j") step(1);
    else if (e.key === "p" || e.key === "k") step(-1);
    else return;
    e.preventDefault();
  });
  document.querySelectorAll("nav input").forEach((box) =>
    box.addEventListener("change", () =>
      root.classList.toggle("hide-" + box.value, !box.checked)));
  // An address that ends in #e3 opens that card.
  const asked = location.hash.slice(1);
  const start = asked && document.querySelector(`main [data-x~="${CSS.escape(asked)}"]`);
  if (start) show(start);
})();
