  // ---- What is larger than its page -----------------------------------------

  // Fractions of pixels add up to this much without anything being cut.
  const SPARE = 2;

  // What a box inside the slide cuts is meant to be cut, and what is placed
  // beyond the page was put there on purpose.
  function isMeantToBeAway(element, container) {
    const outermost = rootOf(container) ?? container;
    for (let box = element; box !== outermost && box !== container; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (/absolute|fixed/.test(style.position) || /hidden|clip/.test(style.overflow)) return true;
    }
    return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  // Text and pictures count; shapes that reach over the edge are decoration.
  function reachesOut(node, page) {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0
      && (box.bottom > page.bottom + SPARE || box.right > page.right + SPARE));
  }

  // Whether a box holds no more than it shows. What it cuts without a way to scroll
  // there is not counted.
  function holdsAll(box) {
    return box.scrollHeight <= box.clientHeight + SPARE && box.scrollWidth <= box.clientWidth + SPARE
      && !/clip/.test(getComputedStyle(box).overflow);
  }

  function overflows(container) {
    // Most slides do not, which is known without a look at all that they hold.
    const root = rootOf(container);
    if (root instanceof HTMLElement && holdsAll(container) && holdsAll(root)) return false;
    const page = container.getBoundingClientRect();
    const nodes = document.createTreeWalker(
      container, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    );
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const isContent = node instanceof Text
        ? node.data.trim() !== ""
        : node instanceof HTMLImageElement || node instanceof HTMLCanvasElement;
      const element = node instanceof Text ? node.parentElement : node;
      if (isContent && reachesOut(node, page) && !isMeantToBeAway(element, container)) return true;
    }
    return false;
  }

  function noteOverflow() {
    containers.forEach((container, index) => {
      if (overflows(container)) note(report.overflowing, index + 1);
    });
  }
