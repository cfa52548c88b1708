"""What the SDK under the official Python driver (pyqldb) does, scenario by scenario. Run one: python3 scenarios.py NAME

pyqldb itself and its Ion library come from PyPI only; botocore, which signs and speaks for it, is a package of many distributions.
"""
import hashlib
import os
import sys

import botocore.session
from botocore.exceptions import ClientError


def client(service, secret=None):
    return botocore.session.get_session().create_client(
        service,
        endpoint_url=os.environ["QLDB_ENDPOINT"],
        region_name="us-east-1",
        aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=secret or os.environ["AWS_SECRET_ACCESS_KEY"],
    )


def hash_of_string(text):
    """The Ion hash of a string."""
    escaped = bytearray()
    for octet in text.encode():
        if octet in (0x0B, 0x0C, 0x0E):
            escaped.append(0x0C)
        escaped.append(octet)
    return hashlib.sha256(b"\x0b\x80" + bytes(escaped) + b"\x0e").digest()


def dot(one, other):
    """Joins two hashes, the smaller one first: signed bytes, compared from the last to the first."""
    def signed(h):
        return [octet - 256 if octet > 127 else octet for octet in reversed(h)]
    return hashlib.sha256(one + other if signed(one) <= signed(other) else other + one).digest()


class Transaction:
    def __init__(self, sdk, token):
        self.sdk, self.token = sdk, token
        self.id = sdk.send_command(SessionToken=token, StartTransaction={})["StartTransaction"]["TransactionId"]
        self.digest = hash_of_string(self.id)

    def execute(self, statement):
        self.digest = dot(self.digest, hash_of_string(statement))
        page = self.sdk.send_command(SessionToken=self.token, ExecuteStatement={"TransactionId": self.id, "Statement": statement})["ExecuteStatement"]["FirstPage"]
        rows = page["Values"]
        while "NextPageToken" in page:
            page = self.sdk.send_command(SessionToken=self.token, FetchPage={"TransactionId": self.id, "NextPageToken": page["NextPageToken"]})["FetchPage"]["Page"]
            rows += page["Values"]
        return [row["IonBinary"] for row in rows]

    def commit(self):
        committed = self.sdk.send_command(SessionToken=self.token, CommitTransaction={"TransactionId": self.id, "CommitDigest": self.digest})["CommitTransaction"]
        assert committed["CommitDigest"] == self.digest, committed
        assert committed["TransactionId"] == self.id, committed


def refused(code, call):
    try:
        call()
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error.response
    raise AssertionError(f"{code} was expected")


def start(sdk):
    return sdk.send_command(StartSession={"LedgerName": "interop"})["StartSession"]["SessionToken"]


def session():
    sdk = client("qldb-session")
    token = start(sdk)
    transaction = Transaction(sdk, token)
    transaction.execute("CREATE TABLE Python")
    transaction.commit()
    for first in range(0, 240, 40):  # 40 documents are the quota of a transaction
        transaction = Transaction(sdk, token)
        for n in range(first, first + 40):
            transaction.execute(f"INSERT INTO Python VALUE {{'n': {n}, 'text': 'caf\u00e9 \U0001F600'}}")
        transaction.commit()
    transaction = Transaction(sdk, token)
    rows = transaction.execute("SELECT VALUE p.n FROM Python AS p")
    transaction.commit()
    assert len(set(rows)) == 240, len(rows)
    assert all(row.startswith(b"\xe0\x01\x00\xea") for row in rows)
    sdk.send_command(SessionToken=token, EndSession={})
    refused("InvalidSessionException", lambda: sdk.send_command(SessionToken=token, StartTransaction={}))


def errors():
    sdk = client("qldb-session")
    token = start(sdk)
    transaction = Transaction(sdk, token)
    syntax = refused("BadRequestException", lambda: transaction.execute("SELEC"))
    assert "line 1, column 1" in syntax["Error"]["Message"], syntax
    assert syntax["ResponseMetadata"]["HTTPStatusCode"] == 400 and syntax["ResponseMetadata"]["RequestId"], syntax
    refused("BadRequestException", lambda: sdk.send_command(SessionToken=token, StartTransaction={}))
    sdk.send_command(SessionToken=token, AbortTransaction={})

    one, other = Transaction(sdk, token), Transaction(sdk, start(sdk))
    one.execute("CREATE TABLE Contended")
    other.execute("CREATE TABLE Contended")
    one.commit()
    refused("OccConflictException", other.commit)

    refused("InvalidSignatureException", lambda: start(client("qldb-session", secret="another secret access key")))
    refused("BadRequestException", lambda: sdk.send_command(StartSession={"LedgerName": "nowhere"}))


def control_plane():
    sdk = client("qldb")
    created = sdk.create_ledger(Name="python", PermissionsMode="STANDARD", DeletionProtection=True, Tags={"team": "ledger"})
    assert created["State"] == "ACTIVE" and created["Arn"].endswith(":ledger/python"), created
    assert sdk.describe_ledger(Name="python")["CreationDateTime"] == created["CreationDateTime"]
    assert "python" in [found["Name"] for found in sdk.list_ledgers()["Ledgers"]]
    assert sdk.list_tags_for_resource(ResourceArn=created["Arn"])["Tags"] == {"team": "ledger"}
    refused("ResourceAlreadyExistsException", lambda: sdk.create_ledger(Name="python", PermissionsMode="ALLOW_ALL"))
    refused("ResourcePreconditionNotMetException", lambda: sdk.delete_ledger(Name="python"))
    digest = sdk.get_digest(Name="interop")
    assert len(digest["Digest"]) == 32 and "strandId" in digest["DigestTipAddress"]["IonText"], digest
    block = sdk.get_block(Name="interop", BlockAddress=digest["DigestTipAddress"], DigestTipAddress=digest["DigestTipAddress"])
    assert block["Block"]["IonText"] and block["Proof"]["IonText"], block
    sdk.update_ledger(Name="python", DeletionProtection=False)
    sdk.delete_ledger(Name="python")
    refused("ResourceNotFoundException", lambda: sdk.describe_ledger(Name="python"))


scenarios = {"session": session, "errors": errors, "control-plane": control_plane}
scenarios[sys.argv[1]]()
print(f"ok {sys.argv[1]}")
