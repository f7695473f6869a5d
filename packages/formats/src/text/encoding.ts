export { type TextEncoding, textEncodings as encodings } from '@koersvast/core/file';
