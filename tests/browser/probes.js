// What a page is asked: each function answers with a list of complaints, empty when all is well.
const probes = {
  horizontalScroll() {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} wide in ${page.clientWidth}`] : [];
  },

  // WCAG 2 AA: 4.5:1, or 3:1 for large letters.
  contrast() {
    const parts = text => (text.match(/[\d.]+/g) || []).map(Number);
    const luminance = ([r, g, b]) => [r, g, b]
      .map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const paper = element => {
      for (let at = element; at; at = at.parentElement) {
        const [r, g, b, alpha = 1] = parts(getComputedStyle(at).backgroundColor);
        if (alpha === 1) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !element.getClientRects().length || element.closest("title")) continue;
      const style = getComputedStyle(element);
      const ink = parts(element.closest("svg") ? style.fill : style.color);
      const [low, high] = [luminance(ink), luminance(paper(element))].sort((one, other) => one - other);
      const ratio = (high + 0.05) / (low + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      if (ratio < (large ? 3 : 4.5)) found.add(`${ratio.toFixed(2)}:1 ${element.className || element.tagName}`);
    }
    return [...found];
  },

  deadLinks() {
    return [...document.querySelectorAll('a[href^="#"]')]
      .map(link => link.getAttribute("href").slice(1))
      .filter(id => !document.getElementById(id));
  },

  // Every list of messages shows as many rows as its caption promises (of many lists, every seventh is tried).
  lists() {
    const complaints = [];
    const shown = one => getComputedStyle(one).display !== "none";
    const anchors = [...document.querySelectorAll(".lists .at")];
    for (const anchor of anchors.filter((_, at) => anchors.length < 50 || at % 7 === 0)) {
      location.hash = anchor.id;
      const captions = [...document.querySelectorAll(".lists .of")].filter(shown);
      const rows = [...document.querySelectorAll(".lists tbody tr")].filter(shown);
      const promised = captions.length === 1 ? Number(captions[0].textContent.match(/\((\d+)\)$/)[1]) : NaN;
      if (rows.length !== promised) complaints.push(`${anchor.id}: ${rows.length} rows, ${promised} promised`);
    }
    return complaints;
  },

  foreignRequests() {
    return performance.getEntriesByType("resource").map(entry => entry.name).filter(name => !name.startsWith("data:"));
  },

  tooSmall() {
    const letters = [...document.querySelectorAll("p, td, th, li, small, dd")].filter(one => one.getClientRects().length);
    return [...new Set(letters.map(one => parseFloat(getComputedStyle(one).fontSize)).filter(size => size < 11))];
  },
};
