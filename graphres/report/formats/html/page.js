"use strict";
const data = JSON.parse(document.getElementById("data").textContent);

// Numbers under the pointer: the place nearest to it, or chosen by the slider.
for (const [id, held] of Object.entries(data)) {
  const figure = document.getElementById(id);
  const slider = figure.querySelector(".cursor input");
  const over = figure.querySelector(".over").textContent.split(":")[0];
  const [head, ...cells] = figure.querySelectorAll(".here");
  const drawings = [...figure.querySelectorAll(".plot svg")];
  const marks = drawings.map((svg) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "line");
    mark.setAttribute("class", "here");
    mark.setAttribute("visibility", "hidden");
    svg.append(mark);
    return mark;
  });
  const show = (place) => {
    slider.value = place;
    slider.setAttribute("aria-valuetext", `${over} ${held.said[place]}: ` +
      held.values.map((values, i) => `${cells[i].parentNode.cells[0].textContent.trim()} ${values[place] ?? "ended"}`).join(", "));
    head.textContent = `at ${held.said[place]}`;
    cells.forEach((cell, i) => { cell.textContent = held.values[i][place] ?? "–"; });
    drawings.forEach((svg, i) => {
      const { left, top, width, height } = svg.dataset;
      const x = Number(left) + held.at[place] * Number(width);
      for (const [name, value] of [["x1", x], ["x2", x], ["y1", top], ["y2", Number(top) + Number(height)]]) {
        marks[i].setAttribute(name, value);
      }
      marks[i].setAttribute("visibility", "visible");
    });
  };
  const nearest = (share) => {
    let best = 0;
    held.at.forEach((at, i) => {
      if (Math.abs(at - share) < Math.abs(held.at[best] - share)) best = i;
    });
    return best;
  };
  for (const svg of drawings) {
    svg.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale - Number(svg.dataset.left);
      show(nearest(x / Number(svg.dataset.width)));
    });
  }
  slider.max = held.at.length - 1;
  slider.addEventListener("input", () => show(Number(slider.value)));
  for (const each of [slider.closest("p"), head, ...cells]) each.hidden = false;
  head.textContent = "at the pointer";
}

// Tables sorted by a click on a column's name: numbers as numbers, what is missing last.
const text = new Intl.Collator(undefined, { numeric: true });
const key = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.n === undefined ? cell.textContent : Number(cell.dataset.n);
};
const compared = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return typeof a === "string" && typeof b === "string" ? text.compare(a, b) : 0;
};
const missing = (value) => value === "–";
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const falls = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map((row) => [key(row, column), row]);
      rows.sort(([a], [b]) => missing(a) - missing(b) || (falls ? compared(b, a) : compared(a, b)));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}

// Rows that hold what is searched for.
for (const input of document.querySelectorAll("input[data-table]")) {
  const rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
  const told = input.closest("p").querySelector("[role=status]");
  input.closest("p").hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.toLocaleLowerCase();
    let found = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
      found += !row.hidden;
    }
    told.textContent = wanted ? `${found} of ${rows.length} rows` : "";
  });
}

// On paper everything is open.
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
});
