/** A pattern's source, and how far it is read. */
export interface Reader {
  readonly source: string;
  at: number;
}
