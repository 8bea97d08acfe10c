/** A text for `LIKE ... ESCAPE '!'`, where it stands for nothing but itself. */
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');
