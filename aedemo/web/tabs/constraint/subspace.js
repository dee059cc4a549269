// The components of a linear autoencoder beside PCA's: other axes of the same space.

import { squaredError } from "../../data/pixels.js";
import { YARDSTICK } from "../../data/variants.js";
import { fill, paintSigned, picture } from "../../elements/pictures.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { remembering } from "../../files/fetch.js";
import { columns, maximumNorm, orthonormal, principalAngles, project } from "../../maths/matrix.js";

// What the decoder of a linear network adds to a picture for each number of the code.
export const components = ({ layers, tensor }) => columns(tensor(layers.decoder[0].weight));

const sheet = (name, key) => `
  <h3 data-text="${key}"></h3>
  <div class="components" data-sheet="${name}" role="img" data-name="${key}"></div>`;

export class Subspace extends View {
  static html = `
    <h3 data-text="same_rebuilt"></h3>
    <div class="pictures">
      ${picture("linear", "variant_linear")} ${picture("pca", "variant_pca-32")} ${picture("difference", "difference")}
    </div>
    <h3 data-text="angle"></h3>
    <p class="angles"></p>
    ${sheet("own", "own_components")} ${sheet("pca", "pca_components")} ${sheet("projected", "pca_projected")}
    <p class="note" data-text="subspace_note"></p>`;

  #drawn = false;

  static load = remembering(async (name) => {
    const nets = await Promise.all([name, YARDSTICK].map(network));
    const [own, pca] = nets.map(components);
    const space = orthonormal(own);
    return {
      nets,
      sheets: { own, pca, projected: pca.map((component) => project(component, space)) },
      angles: principalAngles(space, orthonormal(pca)),
    };
  });

  show(input, { nets, sheets, angles }) {
    write(
      this.one(".angles"),
      this.text("angles", {
        largest: angles[0].toFixed(2),
        mean: (angles.reduce((sum, angle) => sum + angle, 0) / angles.length).toFixed(2),
        count: angles.length,
      }),
    );
    if (!this.#drawn) for (const [name, pictures] of Object.entries(sheets)) this.#sheet(name, pictures);
    this.#drawn = true;
    const [own, pca] = nets.map((net) => net.reconstruct(input));
    for (const [name, rebuilt] of Object.entries({ linear: own, pca })) {
      const error = squaredError(rebuilt, input).toFixed(4);
      fill(this.one(`[data-picture="${name}"]`), rebuilt, this.text("error", { error }));
    }
    const difference = own.map((value, at) => value - pca[at]);
    paintSigned(this.one('[data-picture="difference"] canvas'), difference, 1);
    const most = maximumNorm(difference).toFixed(3);
    write(this.one('[data-picture="difference"] .value'), this.text("largest_difference", { most }));
  }

  #sheet(name, pictures) {
    this.one(`[data-sheet="${name}"]`).replaceChildren(
      ...pictures.map((picture) => {
        const canvas = document.createElement("canvas");
        paintSigned(canvas, picture, maximumNorm(picture));
        return canvas;
      }),
    );
  }
}
