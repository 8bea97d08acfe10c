import { localStorageStore, memoryStore, type Store } from 'react-admin';

const kept = localStorageStore('1', 'admin');
const own = memoryStore();

/** What a list shows and which of its rows are chosen: two windows that share it would disturb each other. */
const isOfWindow = (key: string): boolean => /\.(listParams|selectedIds)$/.test(key);

const storeOf = (key: string): Store => (isOfWindow(key) ? own : kept);

/** Remembers what somebody likes for good, and what one is at for the window. */
export const STORE: Store = {
  setup: () => {
    own.setup();
    kept.setup();
  },
  teardown: () => {
    own.teardown();
    kept.teardown();
  },
  getItem: (key, fallback) => storeOf(key).getItem(key, fallback),
  setItem: (key, value) => storeOf(key).setItem(key, value),
  removeItem: (key) => storeOf(key).removeItem(key),
  removeItems: (prefix) => {
    own.removeItems(prefix);
    kept.removeItems(prefix);
  },
  listItems: (prefix) => ({ ...kept.listItems?.(prefix), ...own.listItems?.(prefix) }),
  reset: () => {
    own.reset();
    kept.reset();
  },
  subscribe: (key, callback) => storeOf(key).subscribe(key, callback),
};
