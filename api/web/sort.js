// A column is sorted by a button in its head: up, then down. Numbers sort as numbers.
export function sortable(table) {
  const heads = [...table.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      sort(table.tBodies[0], column, up ? 1 : -1);
    });
  });
}

function sort(body, column, sign) {
  const text = (row) => row.cells[column].textContent;
  const order = new Intl.Collator("en", { numeric: true }).compare;
  body.append(...[...body.rows].sort((one, other) => sign * order(text(one), text(other))));
}
