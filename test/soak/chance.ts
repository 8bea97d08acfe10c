/** Whether something happens that does so with that likelihood. */
export const happens = (likelihood: number): boolean => Math.random() < likelihood;

/** A whole number from 1. */
export const upTo = (most: number): number => 1 + Math.floor(Math.random() * most);

export const any = <T>(items: readonly T[]): T => items[upTo(items.length) - 1]!;
