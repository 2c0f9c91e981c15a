// On a narrow screen a map begins with what this page is about: its box is scrolled to what is marked.
for (const figure of document.querySelectorAll(".map figure")) {
  const marked = figure.querySelector(".chosen");
  if (!marked) continue;
  const { left, width } = marked.getBoundingClientRect();
  figure.scrollLeft += left + width / 2 - figure.getBoundingClientRect().left - figure.clientWidth / 2;
}
