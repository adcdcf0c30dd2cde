#!/bin/sh
# Makes the system tables at the first start, and the accounts that the environment names.
set -eu
data=/var/lib/mysql
tables=/usr/share/mariadb

case ${1-} in
  -*) set -- mariadbd "$@" ;;
  mariadbd) ;;
  *) exec "$@" ;;
esac
shift

quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/\\\\/\\\\\\\\/g; s/'/''/g")"; }

first_statements() {
  root=$(quoted "${MARIADB_ROOT_PASSWORD-${MYSQL_ROOT_PASSWORD-}}")
  # The tables come with a root without a password for each of this computer's names.
  echo "DELETE FROM mysql.global_priv WHERE User = 'root' AND Host <> 'localhost';"
  echo "DELETE FROM mysql.proxies_priv WHERE Host <> 'localhost';"
  echo "FLUSH PRIVILEGES;"
  echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $root;"
  echo "CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY $root;"
  echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
  database=${MARIADB_DATABASE-${MYSQL_DATABASE-}}
  user=${MARIADB_USER-${MYSQL_USER-}}
  [ -z "$database" ] || echo "CREATE DATABASE IF NOT EXISTS \`$database\`;"
  if [ -n "$user" ]; then
    echo "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "${MARIADB_PASSWORD-${MYSQL_PASSWORD-}}");"
    [ -z "$database" ] || echo "GRANT ALL ON \`$database\`.* TO $(quoted "$user")@'%';"
  fi
  [ -z "$database" ] || echo "USE \`$database\`;"
  for file in /docker-entrypoint-initdb.d/*.sql; do
    [ ! -f "$file" ] || cat "$file"
  done
}

chown -R mysql:mysql "$data" /run/mysqld
if [ ! -d "$data/mysql" ]; then
  if [ -z "${MARIADB_ROOT_PASSWORD-${MYSQL_ROOT_PASSWORD-}}${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD-${MYSQL_ALLOW_EMPTY_PASSWORD-}}" ]; then
    echo 'The database has no password for root. Set MARIADB_ROOT_PASSWORD, or MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1.' >&2
    exit 1
  fi
  echo 'Making the system tables.' >&2
  # Without a client a statement ends where a line does.
  {
    echo 'CREATE DATABASE mysql;'
    echo 'USE mysql;'
    echo 'SET @auth_root_socket=NULL;'
    cat "$tables/mariadb_system_tables.sql" "$tables/mariadb_system_tables_data.sql"
  } | mariadbd --bootstrap --user=mysql --silent-startup
  first_statements > /run/mysqld/first-start.sql
  chown mysql:mysql /run/mysqld/first-start.sql
  chmod 600 /run/mysqld/first-start.sql
  set -- --init-file=/run/mysqld/first-start.sql "$@"
fi
exec mariadbd --user=mysql "$@"
