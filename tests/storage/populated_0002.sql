BEGIN TRANSACTION;
CREATE TABLE access (
	household_id VARCHAR(32) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	label BLOB, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_access PRIMARY KEY (household_id, chat_id), 
	CONSTRAINT fk_access_household_id FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE CASCADE
);
INSERT INTO "access" VALUES('h1',5000000001,'own',NULL,'2026-11-16 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor BIGINT NOT NULL, 
	act VARCHAR(30) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	chain BLOB NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-11-16 09:00:00.000000',5000000001,'submit','r1',X'636861696E');
CREATE TABLE chat (
	id BIGINT NOT NULL, 
	key_id VARCHAR(40) NOT NULL, 
	language VARCHAR(8), 
	muted BOOLEAN DEFAULT 0 NOT NULL, 
	reachable BOOLEAN DEFAULT 1 NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	household_id VARCHAR(32), 
	open_case VARCHAR(32), 
	card_id BIGINT, 
	request_id BIGINT, 
	state BLOB NOT NULL, lock BLOB, beside BOOLEAN DEFAULT 0 NOT NULL, wish VARCHAR(12), 
	CONSTRAINT pk_chat PRIMARY KEY (id), 
	CONSTRAINT fk_chat_household_id FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE SET NULL
);
INSERT INTO "chat" VALUES(5000000001,'k1','nl',0,1,0,'h1',NULL,NULL,NULL,X'7365616C6564',NULL,0,NULL);
CREATE TABLE consent (
	id INTEGER NOT NULL, 
	household_id VARCHAR(32) NOT NULL, 
	purpose VARCHAR(60) NOT NULL, 
	recipient VARCHAR(60) NOT NULL, 
	text_version VARCHAR(40) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	given BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, witness BIGINT, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_household_id FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE CASCADE
);
INSERT INTO "consent" VALUES(1,'h1','screening','ninove','1','nl',1,'2026-11-16 09:00:00.000000',NULL);
CREATE TABLE counter (
	name VARCHAR(40) NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (name)
);
INSERT INTO "counter" VALUES('unsure',1);
CREATE TABLE household (
	id VARCHAR(32) NOT NULL, 
	municipality VARCHAR(40) NOT NULL, 
	answers BLOB NOT NULL, 
	plans BLOB NOT NULL, 
	kept BOOLEAN, 
	screened_at DATETIME, 
	created_at DATETIME NOT NULL, 
	touched_at DATETIME NOT NULL, 
	CONSTRAINT pk_household PRIMARY KEY (id)
);
INSERT INTO "household" VALUES('h1','ninove',X'7365616C6564',X'7365616C6564',NULL,NULL,'2026-11-16 09:00:00.000000','2026-11-16 09:00:00.000000');
CREATE TABLE link (
	hash VARCHAR(64) NOT NULL, 
	purpose VARCHAR(20) NOT NULL, 
	subject VARCHAR(80) NOT NULL, 
	uses_left INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (hash)
);
CREATE TABLE member (
	id INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	municipality VARCHAR(40) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	name BLOB NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	since DATETIME NOT NULL, about BLOB, 
	CONSTRAINT pk_member PRIMARY KEY (id), 
	CONSTRAINT uq_member_chat_id_municipality_role UNIQUE (chat_id, municipality, role)
);
INSERT INTO "member" VALUES(1,5000000002,'ninove','coordinator',X'7365616C6564',1,'2026-11-16 09:00:00.000000',NULL);
CREATE TABLE message (
	id VARCHAR(32) NOT NULL, 
	referral_id VARCHAR(32) NOT NULL, 
	phrase VARCHAR(40) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	answer BLOB, 
	answered_at DATETIME, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_referral_id FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE CASCADE
);
INSERT INTO "message" VALUES('m1','r1','call','2026-11-16 09:00:00.000000',NULL,NULL);
CREATE TABLE note (
	id INTEGER NOT NULL, 
	referral_id VARCHAR(32) NOT NULL, 
	author BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_referral_id FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE CASCADE
);
INSERT INTO "note" VALUES(1,'r1',5000000002,'2026-11-16 09:00:00.000000',X'7365616C6564');
CREATE TABLE notice (
	id VARCHAR(24) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	ref VARCHAR(40) DEFAULT '' NOT NULL, 
	chosen VARCHAR(20), 
	message_id BIGINT, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id)
);
INSERT INTO "notice" VALUES('n1',5000000002,'unclaimed','r1',NULL,NULL,'2026-11-16 09:00:00.000000');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	ref VARCHAR(80) DEFAULT '' NOT NULL, 
	detail VARCHAR(40) DEFAULT '' NOT NULL, 
	fresh BOOLEAN DEFAULT 0 NOT NULL, 
	priority INTEGER DEFAULT '0' NOT NULL, 
	repeat VARCHAR(5) DEFAULT 'again' NOT NULL, 
	state VARCHAR(8) DEFAULT 'pending' NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	last_error VARCHAR(80)
);
INSERT INTO "outbox" VALUES(1,5000000001,'card','','',0,0,'again','pending','2026-11-16 09:00:00.000000',0,NULL);
CREATE TABLE outcome (
	id INTEGER NOT NULL, 
	municipality VARCHAR(40) NOT NULL, 
	"right" VARCHAR(60) NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_outcome PRIMARY KEY (id)
);
INSERT INTO "outcome" VALUES(1,'ninove','leefloon','2026-11','granted');
CREATE TABLE referral (
	id VARCHAR(32) NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	household_id VARCHAR(32), 
	municipality VARCHAR(40) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	urgency VARCHAR(20) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	lifted BOOLEAN DEFAULT 0 NOT NULL, 
	claimed_by BIGINT, 
	outcome VARCHAR(30), 
	submitted_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	body BLOB, reported_by BIGINT, 
	CONSTRAINT pk_referral PRIMARY KEY (id), 
	CONSTRAINT fk_referral_household_id FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE SET NULL, 
	CONSTRAINT uq_referral_municipality_number UNIQUE (municipality, number)
);
INSERT INTO "referral" VALUES('r1','NIN-26-0001','h1','ninove','asked_help','normal','submitted',0,0,NULL,NULL,'2026-11-16 09:00:00.000000',NULL,X'7365616C6564',NULL);
CREATE TABLE sealed (
	id VARCHAR(32) NOT NULL, 
	municipality VARCHAR(40) NOT NULL, 
	reported_by BIGINT NOT NULL, 
	body BLOB, 
	wrapped BLOB, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sealed PRIMARY KEY (id)
);
CREATE TABLE shred (
	owner VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_shred PRIMARY KEY (owner)
);
CREATE TABLE signoff (
	municipality VARCHAR(40) NOT NULL, 
	fingerprint VARCHAR(32) NOT NULL, 
	figure VARCHAR(45) NOT NULL, 
	by_name VARCHAR(80) NOT NULL, 
	on_date DATE NOT NULL, 
	CONSTRAINT pk_signoff PRIMARY KEY (municipality, fingerprint)
);
INSERT INTO "signoff" VALUES('ninove','abc','leefloon_single','An','2026-11-16');
CREATE TABLE team_group (
	municipality VARCHAR(40) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	confirmed_by BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_team_group PRIMARY KEY (municipality), 
	CONSTRAINT uq_team_group_chat_id UNIQUE (chat_id)
);
CREATE TABLE work (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stream VARCHAR(60) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	due_at DATETIME NOT NULL, 
	body BLOB, 
	fence VARCHAR(80) DEFAULT '' NOT NULL, 
	dedupe_key VARCHAR(60), 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	retry_at DATETIME, 
	last_error VARCHAR(80), 
	state VARCHAR(8) DEFAULT 'waiting' NOT NULL, 
	done_at DATETIME, 
	CONSTRAINT uq_work_dedupe_key UNIQUE (dedupe_key)
);
INSERT INTO "work" VALUES(1,'chat:5000000001','resume','2026-11-16 09:00:00.000000',NULL,'h1',NULL,0,NULL,NULL,'waiting',NULL);
INSERT INTO "work" VALUES(2,'chat:5000000001','outcomes','2026-11-30 09:00:00.000000',NULL,'h1',NULL,0,NULL,NULL,'waiting',NULL);
CREATE INDEX ix_member_chat_id ON member (chat_id);
CREATE INDEX ix_notice_chat_id ON notice (chat_id);
CREATE INDEX ix_outbox_pending ON outbox (priority, due_at, id) WHERE state = 'pending';
CREATE UNIQUE INDEX uq_outbox_card ON outbox (chat_id) WHERE kind = 'card' AND state = 'pending';
CREATE INDEX ix_work_due ON work (due_at, id) WHERE state = 'waiting';
CREATE INDEX ix_work_waiting ON work (stream, due_at, id) WHERE state = 'waiting';
CREATE INDEX ix_chat_household_id ON chat (household_id);
CREATE INDEX ix_chat_open_case ON chat (open_case);
CREATE INDEX ix_consent_household_id ON consent (household_id);
CREATE INDEX ix_referral_household_id ON referral (household_id);
CREATE INDEX ix_referral_queue ON referral (municipality, state);
CREATE INDEX ix_message_referral_id ON message (referral_id);
CREATE INDEX ix_note_referral_id ON note (referral_id);
CREATE INDEX ix_access_chat_id ON access (chat_id);
CREATE INDEX ix_sealed_reported_by ON sealed (reported_by);
CREATE INDEX ix_sealed_expires_at ON sealed (expires_at);
CREATE INDEX ix_referral_reported_by ON referral (reported_by);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('work',2);
INSERT INTO "sqlite_sequence" VALUES('outbox',1);
COMMIT;
