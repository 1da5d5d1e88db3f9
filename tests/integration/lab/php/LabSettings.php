<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// What every wiki of the lab has in common. The LocalSettings.php of one wiki sets $labFolder (its own folder) and
// $labCache (what all wikis share), requires this file, then adds what is its own.

require_once "$IP/includes/PlatformSettings.php";

$wgSitename = 'Movilab';
$wgMetaNamespace = 'Wiki';
$wgLanguageCode = 'fr';
$wgLocaltimezone = 'UTC';
$wgRightsText = 'Creative Commons Attribution - Partage dans les mêmes conditions 4.0';
$wgRightsUrl = 'https://creativecommons.org/licenses/by-sa/4.0/';

// The port is the kernel's choice: a request says it, a maintenance script reads it where the lab wrote it.
$wgServer = 'http://' . ( $_SERVER['HTTP_HOST'] ?? trim( (string)@file_get_contents( "$labFolder/host" ) ) );
$wgScriptPath = '';
$wgResourceBasePath = '';
$wgArticlePath = '/wiki/$1';

$wgDBtype = 'sqlite';
$wgDBname = 'wiki';
$wgDBuser = $wgDBpassword = $wgDBserver = '';
$wgSQLiteDataDir = "$labFolder/db";
$labSqlite = static function ( string $name ) use ( $labFolder ): array {
	return [
		'type' => 'sqlite', 'dbname' => $name, 'tablePrefix' => '', 'dbDirectory' => "$labFolder/db",
		'variables' => [ 'synchronous' => 'OFF' ], 'trxMode' => 'IMMEDIATE', 'flags' => 0,
	];
};
// A wiki of the lab lives for minutes: nothing is lost when the machine stops.
$wgDBservers = [ [
	'host' => '', 'user' => '', 'password' => '', 'load' => 1, 'flags' => DBO_DEFAULT,
	'type' => 'sqlite', 'dbname' => 'wiki', 'tablePrefix' => '', 'dbDirectory' => "$labFolder/db",
	'variables' => [ 'synchronous' => 'OFF' ],
] ];
$wgObjectCaches[CACHE_DB] = [
	'class' => SqlBagOStuff::class, 'loggroup' => 'SQLBagOStuff', 'server' => $labSqlite( 'wikicache' ),
];
$wgJobTypeConf['default'] = [
	'class' => 'JobQueueDB', 'claimTTL' => 3600, 'server' => $labSqlite( 'wiki_jobqueue' ),
];

// Maintenance scripts and the server are different processes: what one changes, the other must see at once.
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_ACCEL;
$wgSessionCacheType = CACHE_DB;
$wgLocalisationCacheConf['store'] = 'array';
$wgLocalisationCacheConf['storeDirectory'] = "$labCache/l10n";
$wgLocalisationCacheConf['manualRecache'] = is_file( "$labCache/l10n/fr.l10n.php" );
$wgCacheDirectory = "$labCache/l10n";

// People of the lab work faster than people do.
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = [];
$wgPasswordDefault = 'pbkdf2';
$wgPasswordConfig['pbkdf2'] = [ 'class' => Pbkdf2Password::class, 'algo' => 'sha256', 'cost' => '1', 'length' => '32' ];
$wgPasswordPolicy['policies'] = [ 'default' => [] ];
$wgJobRunRate = 0;
$wgEnableEmail = false;
$wgPingback = false;
$wgEnableUploads = false;
$wgDefaultSkin = 'vector';
wfLoadSkin( 'Vector' );
wfLoadExtension( 'ParserFunctions' );
wfLoadExtension( 'Cite' );
$wgCiteBookReferencing = false;

foreach ( [ 'deleterevision', 'deletelogentry', 'suppressrevision', 'viewsuppressed', 'suppressionlog', 'mergehistory',
	'import', 'importupload', 'editcontentmodel', 'bigdelete', 'createaccount', 'suppressredirect' ] as $labRight ) {
	$wgGroupPermissions['sysop'][$labRight] = true;
}
$wgGroupPermissions['user']['editcontentmodel'] = true;
$wgGroupPermissions['user']['suppressredirect'] = true;
$wgImportSources = [ 'fabmob' ];

// The wiki's clock, wrong on purpose: so many seconds ahead of the machine's.
if ( is_file( "$labFolder/clock" ) ) {
	$labAhead = (int)file_get_contents( "$labFolder/clock" );
	Wikimedia\Timestamp\ConvertibleTimestamp::setFakeTime( static fn () => time() + $labAhead );
}

// Who asked what, written before the answer leaves: the judge of how many requests were made.
if ( isset( $_SERVER['REQUEST_URI'] ) ) {
	file_put_contents( "$labFolder/requests", json_encode( [
		'agent' => $_SERVER['HTTP_USER_AGENT'] ?? '', 'method' => $_SERVER['REQUEST_METHOD'],
		'path' => strtok( $_SERVER['REQUEST_URI'], '?' ), 'get' => $_GET,
		'post' => array_intersect_key( $_POST, [ 'action' => 1, 'list' => 1, 'prop' => 1, 'titles' => 1, 'pageids' => 1 ] ),
	], JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_FORCE_OBJECT ) . "\n", FILE_APPEND | LOCK_EX );
}

// The namespaces that Semantic MediaWiki and Page Forms give to such a wiki.
$wgExtraNamespaces += [
	102 => 'Attribut', 103 => 'Discussion_attribut', 106 => 'Formulaire', 107 => 'Discussion_formulaire',
	108 => 'Concept', 109 => 'Discussion_concept',
];
$wgNamespacesWithSubpages += [ NS_MAIN => true, NS_PROJECT => true ];
