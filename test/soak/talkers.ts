import type { Shopper } from '../support/shoppers.js';
import { any, happens } from './chance.js';
import type { Scene } from './scene.js';

/** Comments that are still talked about. */
const TALKED_ABOUT = 20;

/** Who comments on movies, replies, likes, and is banned for it. */
export class Talkers {
  private readonly comments: { readonly id: number; readonly movie: number }[] = [];

  /** @param movies ids of what they have seen */
  constructor(
    private readonly scene: Scene,
    private readonly movies: readonly number[],
  ) {}

  /** One thing that somebody says or does. */
  async talk(talker: Shopper): Promise<void> {
    const { errands, boss } = this.scene;
    if (this.comments.length === 0 || happens(0.1)) return this.say(talker, any(this.movies));
    const { id, movie } = any(this.comments);
    const [own, like] = [`/usermoviecomments/${id}/`, `/moviecomments/${id}/like/`];
    const reply = { movie, comments: '是的', reply_to: id };
    const deeds = {
      'comment liked': () => talker.post(like, {}),
      'comment liked no more': () => talker.delete(like),
      replied: () => talker.post('/usermoviecomments/', reply),
      'comment changed': () => talker.patch(own, { comments: '改了' }),
      'comment deleted': () => (happens(0.5) ? boss : talker).delete(own),
    };
    const name = happens(0.1)
      ? 'comment deleted'
      : any(['comment liked', 'comment liked no more', 'replied', 'comment changed'] as const);
    const { status } = await deeds[name]();
    if (status >= 200 && status < 300) errands.count(name);
    if (happens(0.05)) this.ban(talker);
  }

  private async say(talker: Shopper, movie: number): Promise<void> {
    const said = await talker.post('/usermoviecomments/', { movie, comments: '好看！' });
    if (said.status !== 201) return;
    this.scene.errands.count('commented');
    this.comments.push({ id: said.json.id, movie });
    if (this.comments.length > TALKED_ABOUT) this.comments.shift();
  }

  private ban({ id }: Shopper): void {
    const { errands, boss } = this.scene;
    const lift = () => boss.delete(`/commentbans/${id}/`);
    errands.add(
      'banned',
      () => boss.post('/commentbans/', { user: id, reason: '广告' }),
      () => errands.add('ban lifted', lift),
    );
  }
}
