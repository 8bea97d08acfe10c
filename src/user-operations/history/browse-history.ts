/** Goods that are remembered of each user. */
export const HISTORY_LENGTH = 5;

/** What users have looked at last: each goods once, a few of them, for as long as the user stays. */
export abstract class BrowseHistory {
  /** Puts the goods in front; what is too much at the end is forgotten. */
  abstract add(userId: number, goodsId: number): Promise<void>;

  /** @returns ids of goods, the one looked at last first; some may be gone from the catalogue */
  abstract list(userId: number): Promise<number[]>;
}
