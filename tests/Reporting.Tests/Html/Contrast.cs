namespace Conformance.Reporting.Tests.Html;

/// <summary>Measures the contrast of text (WCAG 2.2, 1.4.3).</summary>
internal static class Contrast
{
    /// <summary>Returns the texts whose contrast with the nearest opaque background is below 4.5, marks aside, whose background lets another through.</summary>
    public const string Script = """
        () => {
          const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const colour = parse(getComputedStyle(e).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const poor = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || element.closest('script, style, mark, .unseen, .skip') || !element.checkVisibility()) continue;
            const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.className} ${node.data.trim().slice(0, 40)}`);
          }
          return poor;
        }
        """;
}
