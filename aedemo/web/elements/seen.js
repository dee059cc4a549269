// What is not in sight need not be there yet.

const NEAR = "200px"; // below or above what is in sight

/**
 * Resolves once an element is in sight or nearly so: not in a tab that is closed, nor far down.
 * @param {Element} element
 * @returns {Promise<void>}
 */
export const seen = (element) =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
  });

/**
 * Resolves once there is a use for an element: at once if a lesson is about it, else when it is seen.
 * @param {Element} element
 */
export const wanted = (element) => (element.hasAttribute("brief") ? Promise.resolve() : seen(element));
