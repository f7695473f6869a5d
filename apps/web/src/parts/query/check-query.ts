export { parseQuery } from '@koersvast/search';
