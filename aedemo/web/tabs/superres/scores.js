// How large the pictures are, and how close each way has come to what was hidden.

import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

const WAYS = ["nearest", "bicubic", "network"];
const NOTHING = "–";

export class Scores extends View {
  static html = `
    <p class="size value" role="status"></p>
    <table>
      <thead><tr><th data-text="score_header"></th><th>PSNR</th><th>SSIM</th></tr></thead>
      <tbody>${WAYS.map((way) => `<tr data-way="${way}"><th scope="row" data-text="way_${way}"></th><td class="value"></td><td class="value"></td></tr>`).join("")}</tbody>
    </table>
    <p class="note" data-text="score_note"></p>`;

  /** @param {import("./superres.js").Seen} seen */
  show({ found, hide }) {
    const sizes = found && [found.small, found.network].map(({ width, height }) => `${width}×${height}`);
    write(this.one(".size"), sizes ? `${sizes.join(" → ")} ${this.text("pixels")}` : NOTHING);
    for (const node of this.all("table, .note")) node.hidden = !hide;
    for (const row of this.all("[data-way]")) {
      const score = found?.scores?.[row.dataset.way];
      const [psnr, ssim] = row.querySelectorAll("td");
      write(psnr, !score ? NOTHING : score.psnr === Infinity ? "∞ dB" : `${score.psnr.toFixed(2)} dB`);
      write(ssim, score ? score.ssim.toFixed(4) : NOTHING);
    }
  }
}
