/**
 * Work that is never done twice at a time: whoever asks for it while it is under way has it done once more after it,
 * however many ask. `after` is called when nobody asks any more.
 */
export function onceMore(work: () => Promise<void>, after: () => void): () => Promise<void> {
  let underWay = false;
  let asked = false;
  return async () => {
    if (underWay) {
      asked = true;
      return;
    }
    underWay = true;
    try {
      do {
        asked = false;
        await work();
      } while (asked);
    } finally {
      underWay = false;
    }
    after();
  };
}
