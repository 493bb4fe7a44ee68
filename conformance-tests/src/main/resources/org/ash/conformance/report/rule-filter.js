// Shows the rules that the form asks for. No ampersand and no less-than sign: the page is XML, too.
(() => {
  const FEW = 60; // So many rules are read in a row: what holds them is unfolded.
  const form = document.getElementById("filter");
  const rules = document.getElementById("rules");
  const rows = Array.from(rules.querySelectorAll("tbody tr, ul.rules li"), (row) => {
    const id = row.querySelector("b").textContent;
    return {
      row,
      operators: id.split("-").slice(1).concat(row.dataset.op || []),
      text: (row.cells ? row.cells[0] : row).textContent.toLowerCase(),
    };
  });
  const boxes = Array.from(rules.querySelectorAll("details, .wide, ul.rules"))
    .map((box) => ({ box, rows: rows.filter(({ row }) => box.contains(row)) }))
    .filter((holds) => holds.rows.length > 0);
  let unfolded = null; // What was, before the form asked for anything.

  const apply = () => {
    const verdict = form.verdict.value;
    const operator = form.operator.value;
    const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = verdict + operator + words.join("") === "";
    let shown = 0;
    for (const { row, operators, text } of rows) {
      row.hidden = [
        verdict === "" || (row.cells ? !!row.querySelector("td." + verdict) : verdict === "passed"),
        operator === "" || operators.includes(operator),
        words.every((word) => text.includes(word)),
      ].includes(false);
      shown += row.hidden ? 0 : 1;
    }
    unfolded = unfolded || boxes.map(({ box }) => box.open);
    boxes.forEach((holds, i) => {
      holds.box.hidden = holds.rows.every(({ row }) => row.hidden);
      holds.box.open = all ? unfolded[i] : FEW >= shown || unfolded[i];
    });
    unfolded = all ? null : unfolded;
    form.querySelector("output").textContent = shown + " of " + rows.length + " rules";
  };

  // Not every browser unfolds what a link leads to.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") {
        at.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
  addEventListener("hashchange", reveal);
  reveal();
})();
