# SPDX-License-Identifier: MIT
"""The server's settings: every line is here because the server needs it or a test stalls without it."""

from xml.sax.saxutils import escape


def paths(work: str) -> dict:
    return {
        "fs.defaultFS": "file:///",
        "hive.metastore.warehouse.dir": f"file://{work}/warehouse",
        "hive.metastore.warehouse.external.dir": f"file://{work}/external",
        "hive.exec.scratchdir": f"file://{work}/scratch",
        "hive.exec.local.scratchdir": f"{work}/tmp/local",
        "hive.user.install.directory": f"file://{work}/tmp/user",
        "hive.downloaded.resources.dir": f"{work}/tmp/resources",
        "hadoop.tmp.dir": f"{work}/tmp/hadoop",
        "tez.staging-dir": f"{work}/tmp/tez",
        "hive.server2.logging.operation.log.location": f"{work}/tmp/operation_logs",
        "javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={work}/metastore;create=false",
        "javax.jdo.option.ConnectionDriverName": "org.apache.derby.jdbc.EmbeddedDriver",
    }


metastore = {
    "hive.metastore.schema.verification": "true",
    "hive.metastore.event.db.notification.api.auth": "false",
    "hive.notification.event.poll.interval": "0s",
    "metastore.compactor.initiator.on": "false",
    "metastore.compactor.worker.threads": "0",
    "metastore.housekeeping.threads.on": "false",
}

# Everything runs inside the one process: no YARN, no child JVM, no `hadoop` program.
local_execution = {
    "hive.execution.engine": "tez",
    "tez.local.mode": "true",
    "tez.local.mode.without.network": "true",
    "tez.ignore.lib.uris": "true",
    "tez.am.disable.client-version-check": "true",
    "tez.am.webservice.enable": "false",
    "tez.am.node-blacklisting.enabled": "false",
    "tez.dag.recovery.enabled": "false",
    "tez.runtime.optimize.local.fetch": "true",
    "tez.runtime.io.sort.mb": "32",
    "tez.task.get-task.sleep.interval-ms.max": "1",
    "mapreduce.framework.name": "local",
    "hive.exec.submit.local.task.via.child": "false",
    "hive.exec.submitviachild": "false",
    "hive.tez.container.size": "512",
    "hive.tez.java.opts": "-Xmx384m",
    "hive.auto.convert.join.noconditionaltask.size": "10000000",
    "hive.fetch.task.conversion": "more",
}

transactions = {
    "hive.support.concurrency": "true",
    "hive.txn.manager": "org.apache.hadoop.hive.ql.lockmgr.DbTxnManager",
    "hive.exec.dynamic.partition.mode": "nonstrict",
    "hive.lock.sleep.between.retries": "1s",  # the default minute stalls a test
    "hive.txn.timeout": "600s",
}

server = {
    "hive.server2.enable.doAs": "false",
    "hive.server2.thrift.bind.host": "127.0.0.1",
    "hive.server2.thrift.http.path": "cliservice",
    "hive.server2.webui.port": "0",
    "hive.server2.support.dynamic.service.discovery": "false",
    "hive.server2.tez.initialize.default.sessions": "false",
    "hive.server2.materializedviews.registry.impl": "DUMMY",
    "hive.server2.logging.operation.enabled": "true",
    "hive.server2.logging.operation.level": "EXECUTION",
    "hive.stats.autogather": "false",
    "hive.stats.column.autogather": "false",
    "hive.query.results.cache.enabled": "false",
    "hive.scheduled.queries.executor.enabled": "false",
    "hive.privilege.synchronizer": "false",
}


def of_kind(kind: str, work: str) -> dict:
    if kind == "nosasl":
        return {"hive.server2.authentication": "NOSASL", "hive.server2.transport.mode": "binary"}
    if kind == "none":
        return {"hive.server2.authentication": "NONE", "hive.server2.transport.mode": "binary"}
    if kind == "password":
        return {
            "hive.server2.authentication": "CUSTOM",
            "hive.server2.custom.authentication.class": "azoth.test.PasswordCheck",
            "hive.server2.transport.mode": "all",
        }
    return {
        "hive.server2.authentication": "NONE",
        "hive.server2.transport.mode": "all",
        "hive.server2.use.SSL": "true",
        "hive.server2.keystore.path": f"{work}/tls/server.p12",
        "hive.server2.keystore.password": "throwaway",
    }


def site_xml(kind: str, work: str, port: int, http_port: int, extra: dict) -> str:
    settings = {**paths(work), **metastore, **local_execution, **transactions, **server,
                **of_kind(kind, work), "hive.server2.thrift.port": str(port),
                "hive.server2.thrift.http.port": str(http_port), **extra}
    lines = ['<?xml version="1.0"?>', "<configuration>"]
    for name, value in settings.items():
        lines.append(f"  <property><name>{escape(name)}</name><value>{escape(value)}</value></property>")
    return "\n".join(lines + ["</configuration>", ""])
