interface ImportMetaEnv {
  /** The address under which lie the files that pdf.js asks for by name; it ends with a slash. */
  readonly PDF_FILES: string;
}
