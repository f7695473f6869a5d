/** The version of this package, to be told beside every figure. */
export const version = '0.1.0';
