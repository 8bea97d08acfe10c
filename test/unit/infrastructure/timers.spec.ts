import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineJob, JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { FailedJobFiles } from '../../../src/infrastructure/jobs/failed-job-files.js';
import { MemoryJobQueue } from '../../../src/infrastructure/jobs/memory-job-queue.js';
import { PeriodicTask } from '../../../src/infrastructure/periodic-task.js';
import { after, every } from '../../../src/infrastructure/timers.js';

const DAY = 86_400_000;

describe('what is to happen in more than 24.8 days, as long as timers of Node can wait,', () => {
  const work = vi.fn(async () => undefined);

  beforeEach(() => {
    vi.useFakeTimers();
    work.mockClear();
  });
  afterEach(() => vi.useRealTimers());

  it.each([1, 24, 25, 30, 400])('happens once after %i days', async (days) => {
    after(days * DAY, () => void work());
    await vi.advanceTimersByTimeAsync(days * DAY - 1);
    expect(work).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(800 * DAY);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('happens never once it is cancelled', async () => {
    const timer = after(60 * DAY, () => void work());
    await vi.advanceTimersByTimeAsync(50 * DAY);
    timer.cancel();
    await vi.advanceTimersByTimeAsync(50 * DAY);
    expect(work).not.toHaveBeenCalled();
  });

  it('happens every time', async () => {
    const timer = every(30 * DAY, () => void work());
    await vi.advanceTimersByTimeAsync(95 * DAY);
    expect(work).toHaveBeenCalledTimes(3);
    timer.cancel();
    await vi.advanceTimersByTimeAsync(95 * DAY);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('happens as a periodic task', async () => {
    const task = new PeriodicTask('Test', (30 * DAY) / 1000, work);
    task.start();
    await vi.advanceTimersByTimeAsync(65 * DAY);
    await task.stop();
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('happens as a job', async () => {
    const type = defineJob<object>('test');
    const workers = new JobWorkers();
    workers.register(type, work);
    const queue = new MemoryJobQueue(workers, new FailedJobFiles('/nowhere'), 1);
    queue.onApplicationBootstrap();
    await queue.enqueue(type, {}, { delaySeconds: (30 * DAY) / 1000 });
    await vi.advanceTimersByTimeAsync(30 * DAY - 1);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
