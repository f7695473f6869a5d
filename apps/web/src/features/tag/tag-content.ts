import { createTagInput } from '@koersvast/contracts';

/** What the form of a tag is checked by: the contract of adding one, without its id. */
export const tagContent = createTagInput.shape.tag.omit({ id: true });
