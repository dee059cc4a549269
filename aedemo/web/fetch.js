// Files from the server, fetched once a visit.

// The response for `address`; an Error if the server has no such file.
export async function fetchOk(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

// A function that calls `load` once for each argument and keeps the promise. A failure is not
// kept, so that asking again tries again.
export function remembering(load) {
  const kept = new Map();
  return (argument) => {
    if (!kept.has(argument)) {
      const promise = load(argument);
      promise.catch(() => kept.delete(argument));
      kept.set(argument, promise);
    }
    return kept.get(argument);
  };
}
