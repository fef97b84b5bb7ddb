/** Asking a server that may be replaced, or end and come back, while it is asked. Knows nothing of the editor. */

/** Pause after a server was lost, in milliseconds: that it ended is known before it is known what follows. */
const PAUSE_MS = 200;

/**
 * The answer of whoever serves now. Where that one was `lost` before it answered, the one that serves afterwards is asked, once.
 * `serving` waits for what is being started, and throws where nothing is.
 */
export async function askAgain<S, R>(serving: () => Promise<S>, ask: (server: S) => Promise<R>, lost: (server: S, error: unknown) => boolean, pause = PAUSE_MS): Promise<R> {
  const first = await serving();
  try {
    return await ask(first);
  } catch (error) {
    if (!lost(first, error)) throw error;
  }
  await new Promise((resolve) => { setTimeout(resolve, pause); });
  return await ask(await serving());
}
