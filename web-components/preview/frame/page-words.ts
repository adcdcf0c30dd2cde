/** What a page says first, to the stage that made its frame; its port comes along. */
export const HELLO = 'hello';

/** What the stage is asked for: a frame for a new document. */
export const OPEN = 'open';

/** What the stage tells the element around it. */
export type StageMessage =
  /** A frame is there for the document that was asked for; its port comes along. */
  | { readonly type: 'page' }
  /** The page asked for itself again. */
  | { readonly type: 'reload' }
  /** The page tried to go there by script. Some browsers tell no more than the origin, or nothing. */
  | { readonly type: 'left'; readonly href: string };
