import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicTask } from '../periodic-task.js';

/** Seconds from one sweep to the next. */
const PAUSE = 86_400;

/** Removes files that nothing shows, once a day, all that there are. */
export abstract class FilesSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(this.constructor.name, PAUSE, () => this.sweep());

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns paths of the files that were removed */
  async sweep(now = Date.now()): Promise<string[]> {
    const removed: string[] = [];
    for await (const path of this.unused(now)) {
      if (this.isStopping) break;
      await this.remove(path);
      removed.push(path);
    }
    return removed;
  }

  /** Whether a sweep on its way should end before it looks at more. */
  protected get isStopping(): boolean {
    return this.task.isStopping;
  }

  /** Paths of files that nothing shows, found a few at a time; those are removed meanwhile. */
  protected abstract unused(now: number): AsyncIterable<string>;

  protected abstract remove(path: string): Promise<void>;
}
