// Files that a visitor takes along.

/**
 * A function that saves a file under a name. The address of the last one is kept, since a browser may read it later.
 * @returns {(content: Blob, name: string) => void}
 */
export function saving() {
  let kept = "";
  return (content, name) => {
    URL.revokeObjectURL(kept);
    kept = URL.createObjectURL(content);
    Object.assign(document.createElement("a"), { href: kept, download: name }).click();
  };
}
