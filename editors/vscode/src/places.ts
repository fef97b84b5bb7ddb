/** The next of a list of places, by the cursor. Knows nothing of the editor. */

export interface Place {
  line: number;
  character: number;
}

/** The first place behind the cursor, or before it; past the last one comes the first again. `places` are in the text's order. */
export function nextPlace<P extends Place>(places: readonly P[], cursor: Place, forward: boolean): P | undefined {
  const compare = (place: Place): number => place.line - cursor.line || place.character - cursor.character;
  return forward ? (places.find((place) => compare(place) > 0) ?? places[0]) : (places.findLast((place) => compare(place) < 0) ?? places.at(-1));
}
