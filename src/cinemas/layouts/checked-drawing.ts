import { ValidationError } from '../../rest/index.js';
import { MESSAGES } from '../cinemas.messages.js';
import { readDrawing, type Drawing } from './drawing.js';

/** Mistakes that are told at once. */
const MOST_TOLD = 20;

/** The drawing that somebody has sent; @throws ValidationError for `drawing`, line by line */
export function checkedDrawing(text: string): Drawing {
  const read = readDrawing(text);
  if (!('errors' in read)) return read;
  const told = read.errors.slice(0, MOST_TOLD);
  throw new ValidationError({
    drawing: told.map(({ line, problem }) => MESSAGES.drawing(line, problem)),
  });
}
