import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A word offered under the search box. */
@Entity('goods_hot_search_word')
export class HotSearchWord {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 20, unique: true })
  keywords!: string;

  /** Order on the page, highest first. */
  @Column({ type: 'int', default: 0 })
  position!: number;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
