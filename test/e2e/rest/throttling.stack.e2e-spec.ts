import { describe, expect, it } from 'vitest';
import { ReadOnlyViewSet, ViewSet } from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

@ViewSet({ path: 'shelves', serializers: ShelfSerializer, authentication: [] })
class ShelfViewSet extends ReadOnlyViewSet(Shelf) {}

describe('throttles of two nodes', () => {
  const settings = testSettings({ THROTTLE_ANON: '10/day' });
  const first = libraryApp(settings, [ShelfViewSet]);
  const second = libraryApp(settings, [ShelfViewSet], { second: true });

  it('count together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => (index % 2 ? first : second).get('/shelves/')),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });
});
