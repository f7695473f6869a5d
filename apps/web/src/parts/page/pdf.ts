import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { at } from '../../lib/base.ts';

GlobalWorkerOptions.workerSrc = worker;
/** Where lies what pdf.js asks for by name: `scripts/pdf-files.ts`. */
const pdfFiles = at(import.meta.env.PDF_FILES);

/** Why pages cannot be shown. */
export type PageFault = 'offline' | 'server' | 'missing' | 'encrypted' | 'damaged';

export class PagesRefused extends Error {
  readonly fault: PageFault;

  constructor(fault: PageFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Its bytes, or the address on our server where it lies. */
export type PageSource = Blob | Uint8Array | string;

/** In points, as the page is shown. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** A file of which the pages are drawn one after the other, as they are asked for. */
export interface PageFile {
  readonly pages: number;
  sizeOf(page: number): Promise<PageSize>;
  /** The page, so many pixels wide; null when it was given up meanwhile. Throws when it cannot be drawn. */
  draw(page: number, width: number, signal: AbortSignal): Promise<HTMLCanvasElement | null>;
  close(): void;
}

/** Larger pictures than a scan of A3 in 600 dots an inch are left out, and larger pages drawn less sharp. */
const mostOfPicture = 75_000_000;
const mostOfCanvas = 16_000_000;

async function bytesOf(source: PageSource, signal: AbortSignal): Promise<Uint8Array> {
  // pdf.js keeps what it is given.
  if (source instanceof Uint8Array) return Uint8Array.from(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  let answer: Response;
  try {
    answer = await fetch(source, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new PagesRefused(error instanceof TypeError ? 'offline' : 'server');
  }
  if (!answer.ok)
    throw new PagesRefused(answer.status >= 500 || answer.status === 429 ? 'server' : 'missing');
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    signal.throwIfAborted();
    throw new PagesRefused('offline');
  }
}

/**
 * Opens a file, to look at its pages and no more: it is drawn as pictures, so that nothing in it can be run, followed
 * or filled in, and what drawing needs beside it comes from our own server. Throws `PagesRefused`.
 */
export async function openPages(source: PageSource, signal: AbortSignal): Promise<PageFile> {
  const data = await bytesOf(source, signal);
  const task = getDocument({
    data,
    verbosity: 0,
    cMapUrl: `${pdfFiles}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${pdfFiles}standard_fonts/`,
    wasmUrl: `${pdfFiles}wasm/`,
    useWorkerFetch: true,
    // The policy of the page lets none run; scripts decode what it would.
    useWasm: false,
    // A page looks the same everywhere.
    useSystemFonts: false,
    maxImageSize: mostOfPicture,
    enableXfa: false,
    disableWorkerRendering: true,
  });
  const stop = () => void task.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return new DrawnFile(await task.promise, stop);
  } catch (error) {
    signal.removeEventListener('abort', stop);
    stop();
    signal.throwIfAborted();
    const named = error instanceof Error ? error.name : '';
    throw new PagesRefused(named === 'PasswordException' ? 'encrypted' : 'damaged');
  }
}

class DrawnFile implements PageFile {
  readonly #file: PDFDocumentProxy;
  readonly #stop: () => void;
  /** One page is drawn at a time: the others wait, and those that have left the screen meanwhile are passed over. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: PDFDocumentProxy, stop: () => void) {
    this.#file = file;
    this.#stop = stop;
  }

  get pages(): number {
    return this.#file.numPages;
  }

  async sizeOf(page: number): Promise<PageSize> {
    const { width, height } = (await this.#file.getPage(page)).getViewport({ scale: 1 });
    return { width, height };
  }

  draw(page: number, width: number, signal: AbortSignal): Promise<HTMLCanvasElement | null> {
    const drawn = this.#last.then(() => (signal.aborted ? null : this.#draw(page, width, signal)));
    this.#last = drawn.catch(() => undefined);
    return drawn;
  }

  async #draw(number: number, width: number, signal: AbortSignal): Promise<HTMLCanvasElement | null> {
    const page: PDFPageProxy = await this.#file.getPage(number);
    if (signal.aborted) return null;
    const size = page.getViewport({ scale: 1 });
    const scale = Math.min(width / size.width, Math.sqrt(mostOfCanvas / (size.width * size.height)));
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(viewport.width));
    canvas.height = Math.max(1, Math.round(viewport.height));
    const task = page.render({ canvas, viewport });
    const stop = () => task.cancel();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await task.promise;
      return canvas;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      page.cleanup();
    }
  }

  close(): void {
    this.#stop();
  }
}
