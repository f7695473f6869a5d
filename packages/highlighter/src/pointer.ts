export interface PointerHost {
  readonly root: HTMLElement;
  busy(): boolean;
  idsOf(target: Element | null): string[];
  onHover(ids: readonly string[]): void;
}

/** Tells what the mouse is over, at most once a frame. */
export class Pointer {
  readonly #host: PointerHost;
  readonly #stop = new AbortController();
  #target: Element | null = null;
  #frame = 0;
  #shown = '';

  constructor(host: PointerHost) {
    this.#host = host;
    const { signal } = this.#stop;
    host.root.addEventListener('pointermove', (event) => this.#over(event, event.target), { signal });
    host.root.addEventListener('pointerleave', (event) => this.#over(event, null), { signal });
  }

  #over(event: PointerEvent, target: EventTarget | null): void {
    if (event.pointerType !== 'mouse' || this.#host.busy()) return;
    this.#target = target instanceof Element ? target : null;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const ids = this.#host.idsOf(this.#target);
      const shown = ids.join(' ');
      if (shown === this.#shown) return;
      this.#shown = shown;
      this.#host.onHover(ids);
    });
  }

  destroy(): void {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
  }
}
