/** Talks to the simulator: questions by fetch, news by server-sent events. */

export async function ask(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) options.body = JSON.stringify(body);
  const answer = await fetch(`/sim${path}`, options);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message ?? answer.statusText);
  return told;
}

/** Calls `hear` for each piece of news and `state` when the line breaks or is back. */
export function listen(hear, state) {
  const source = new EventSource("/sim/events");
  source.onopen = () => state(true);
  source.onerror = () => {
    state(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(hear, state), 1000);
  };
  source.onmessage = (event) => hear(JSON.parse(event.data));
}
