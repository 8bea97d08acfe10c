import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Longest path below the media folder, in characters. */
const PATH_LENGTH = 200;

/** A picture that somebody uploaded in the back office. */
@Entity('admin_upload')
export class AdminUpload {
  /** Below the media folder. */
  @PrimaryColumn({ type: 'varchar', length: PATH_LENGTH })
  path!: string;

  @Column({ type: 'int' })
  userId!: number;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}

/** An object that shows an uploaded picture, in a field of its own or in a rich text. */
@Entity('admin_upload_use')
@Index(['resource', 'objectId'])
export class AdminUploadUse {
  @PrimaryColumn({ type: 'varchar', length: PATH_LENGTH })
  path!: string;

  @PrimaryColumn({ type: 'varchar', length: 50 })
  resource!: string;

  @PrimaryColumn({ type: 'int' })
  objectId!: number;
}
